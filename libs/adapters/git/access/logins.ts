import { type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { InstallationTokens } from '../github-app/installation-tokens.ts';
import type { SendRequest } from '../http/send-request.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { authorization, type Login } from './open-access.ts';

/** User name that GitHub takes for an installation's token. */
const TOKEN_USER = 'x-access-token';

/** What servers are shown as user name and password: the address's own, or the token of a GitHub App. */
export class Logins {
  readonly #tokens: InstallationTokens;

  constructor(send: SendRequest) {
    this.#tokens = new InstallationTokens({ send, now: () => Date.now() });
  }

  /** Undefined where no password is asked for. */
  async loginFor(address: RepositoryAddress): Promise<Result<Login | undefined, GitTrouble>> {
    const { credentials } = address;
    if (credentials?.kind === 'basic') return succeed(credentials);
    if (credentials?.kind !== 'github-app') return succeed(undefined);
    const token = await this.#tokens.tokenFor(credentials, address);
    return token.ok ? succeed({ username: TOKEN_USER, password: token.value }) : token;
  }

  /** The Authorization header that shows the address's credentials; undefined without any that HTTP knows. */
  async headerFor(address: RepositoryAddress): Promise<Result<string | undefined, GitTrouble>> {
    const login = await this.loginFor(address);
    return login.ok ? succeed(authorization(address.credentials, login.value)) : login;
  }

  /** The server refused the login: a token is asked for anew. */
  forget({ credentials }: RepositoryAddress): void {
    if (credentials?.kind === 'github-app') this.#tokens.forget(credentials);
  }
}
