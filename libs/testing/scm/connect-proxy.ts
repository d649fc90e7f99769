import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';

/** A local HTTP proxy that makes tunnels (CONNECT), all of them to one place whatever they are asked for, and remembers them. */
export class ConnectProxy {
  /** `HOST:PORT AUTHORIZATION`, the latter where there is one. */
  readonly tunnels: string[] = [];
  readonly #server: Server = createServer();
  readonly #sockets = new Set<Socket>();
  /** Answers with this status instead of making a tunnel. */
  refusal: number | undefined;

  /** `target`: HOST:PORT where every tunnel leads. */
  static async start(target: string): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.on('connect', (request: IncomingMessage, client: Socket) => proxy.#tunnel(request, client, target));
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** With a password that nothing may show. */
  get url(): string {
    const address = this.#server.address();
    return `http://me:proxySecret@127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #tunnel({ url = '', headers }: IncomingMessage, client: Socket, target: string): void {
    this.tunnels.push([url, headers['proxy-authorization'] ?? []].flat().join(' '));
    this.#keep(client);
    if (this.refusal !== undefined) {
      client.end(`HTTP/1.1 ${this.refusal} No\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = target.split(':');
    const upstream = this.#keep(connect(Number(port), host));
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    upstream.pipe(client).pipe(upstream);
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
  }
}
