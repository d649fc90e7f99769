/**
 * Variables of a process that may be handed to sops, so that it can ask cloud services: those of their own libraries, and how the network is
 * used. None of them makes a program load or run something.
 */
const identityVariable = /^(?:(?:AWS|AZURE|GOOGLE|VAULT)_[A-Z0-9_]+|HTTPS?_PROXY|NO_PROXY|SSL_CERT_FILE)$/;

export function isIdentityVariable(name: string): boolean {
  return identityVariable.test(name);
}
