/** What the extension host writes to its workers while somebody listens: the very text, whoever wrote it. */
import { EventEmitter, once } from "node:events";
import { Socket } from "node:net";

export class Wire implements Disposable {
  readonly #writes = new EventEmitter();
  #text = "";

  constructor() {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the proxy hands `this` on
    Socket.prototype.write = new Proxy(Socket.prototype.write, {
      apply: (write, socket: unknown, written: unknown[]): unknown => {
        this.#hear(written[0]);
        return Reflect.apply(write, socket, written);
      },
    });
  }

  /** The first match in all that was written since the listening began, or will be. */
  async find(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#text);
      if (found) return found;
      await once(this.#writes, "write");
    }
  }

  [Symbol.dispose](): void {
    Reflect.deleteProperty(Socket.prototype, "write");
  }

  #hear(written: unknown): void {
    this.#text += String(written);
    this.#writes.emit("write");
  }
}
