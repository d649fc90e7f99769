import { z } from 'zod';

const Signer = z
  .object({
    name: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]*$/)
      .describe('Who this is, such as an e-mail address.'),
    gpgKey: z
      .string()
      .max(100_000)
      .regex(/-----BEGIN PGP PUBLIC KEY BLOCK-----/)
      .optional()
      .describe('Public GPG key, ASCII armored.'),
    sshKey: z
      .string()
      .max(5000)
      .regex(/^(ssh-|ecdsa-|sk-)[A-Za-z0-9@.-]+ [A-Za-z0-9+/=]+( [^\r\n]*)?$/)
      .optional()
      .describe('Public SSH key, one line such as `ssh-ed25519 AAAA…`.'),
  })
  .meta({
    'x-kubernetes-validations': [
      {
        rule: 'has(self.gpgKey) != has(self.sshKey)',
        message: 'give either gpgKey or sshKey; a person may be listed twice',
      },
    ],
  });

/** Whose signatures make a commit deployable. */
export const SourceIntegrity = z
  .object({
    accept: z
      .enum(['Commit', 'Tag', 'CommitOrTag'])
      .default('Commit')
      .describe('What must be signed: the commit, the annotated tag that the revision names, or one of both.'),
    signers: z.array(Signer).min(1).max(50).describe('Whose signatures count; nobody else does.'),
  })
  .describe('Only signed sources are deployed: a commit that fails is refused, and the last good one stays in use.');
export type SourceIntegrity = z.infer<typeof SourceIntegrity>;
export type Signer = z.infer<typeof Signer>;
