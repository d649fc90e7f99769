import { connect, createServer, type Server, type Socket } from 'node:net';

const version = 5;
const [withoutLogin, connectCommand, nameType] = [0, 1, 3];

/** A SOCKS5 proxy on 127.0.0.1 that leads every name to one port of this machine, and notes the names. Source: RFC 1928. */
export class LocalSocks {
  /** `NAME:PORT`, in the order they were asked for. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #target: number;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((socket) => {
      this.#keep(socket);
      socket.once('data', () => {
        socket.write(Buffer.from([version, withoutLogin]));
        socket.once('data', (request: Buffer) => this.#lead(socket, request));
      });
    });
  }

  static async start(target: number): Promise<LocalSocks> {
    const proxy = new LocalSocks(target);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** `HOST:PORT` */
  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the SOCKS proxy does not listen');
    return `127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #lead(socket: Socket, request: Buffer): void {
    const length = request[4] ?? 0;
    if (request[1] !== connectCommand || request[3] !== nameType) return void socket.destroy();
    this.asked.push(`${request.toString('latin1', 5, 5 + length)}:${request.readUInt16BE(5 + length)}`);
    const target = connect(this.#target, '127.0.0.1');
    this.#keep(target);
    socket.write(Buffer.from([version, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
    socket.pipe(target).pipe(socket);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => this.#sockets.delete(socket));
  }
}
