import { FunctionError } from '../../template-failure.ts';
import { fromBytes, toBytes } from '../../values/text-bytes.ts';
import { base64ToBytes, bytesToBase64 } from '../formats/base64.ts';
import { type CallContext, fixed, type TemplateFunction } from '../template-function.ts';
import { derivePassword } from './derive-password.ts';

const blockSize = 16;

/** Steps charged for what keeps a processor busy for tenths of a second: about ten such calls fit into one render. */
export const slowFunctionCost = 100_000;

/** sprig's functions for passwords, keys and AES. Most give a new answer at every render. */
export const cryptoFunctions: Readonly<Record<string, TemplateFunction>> = {
  bcrypt: fixed(['string'], function (password) {
    return bcryptText(this, password);
  }),
  htpasswd: fixed(['string', 'string'], function (user, password) {
    return user.includes(':') ? `invalid username: ${user}` : `${user}:${bcryptText(this, password)}`;
  }),
  derivePassword: fixed(
    ['uint32', 'string', 'string', 'string', 'string'],
    function (counter, type, password, user, site) {
      this.budget.spend(slowFunctionCost);
      return derivePassword(this, { counter, type, password, user, site });
    },
  ),
  genPrivateKey: fixed(['string'], function (kind) {
    this.budget.spend(slowFunctionCost * 4);
    const wanted = kind === '' ? 'rsa' : kind;
    const isKnown = wanted === 'rsa' || wanted === 'dsa' || wanted === 'ecdsa' || wanted === 'ed25519';
    return isKnown ? this.environment.generatePrivateKey(wanted) : `Unknown type ${kind}`;
  }),
  encryptAES: fixed(['string', 'string'], function (password, text) {
    return text === '' ? '' : encryptText(this, password, text);
  }),
  decryptAES: fixed(['string', 'string'], function (password, text) {
    return text === '' ? '' : decryptText(this, password, text);
  }),
};

function bcryptText({ budget, environment }: CallContext, password: string): string {
  budget.spend(slowFunctionCost);
  const bytes = toBytes(password);
  if (bytes.length > 72) return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes';
  return environment.bcrypt(bytes);
}

/** The first 32 bytes of the password, filled up with zeros. */
function aesKey(password: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(toBytes(password).subarray(0, 32));
  return key;
}

function encryptText({ environment }: CallContext, password: string, text: string): string {
  const vector = environment.randomBytes(blockSize);
  const encrypted = environment.encryptAes(aesKey(password), vector, toBytes(text));
  return bytesToBase64(Uint8Array.from([...vector, ...encrypted]));
}

function decryptText({ environment }: CallContext, password: string, text: string): string {
  const bytes = base64ToBytes(text);
  if ('badByteAt' in bytes) throw new FunctionError(`illegal base64 data at input byte ${bytes.badByteAt}`);
  if (bytes.length < 2 * blockSize || bytes.length % blockSize !== 0) {
    throw new FunctionError('the encrypted text has the wrong length');
  }
  return fromBytes(environment.decryptAes(aesKey(password), bytes.subarray(0, blockSize), bytes.subarray(blockSize)));
}
