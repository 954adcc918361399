import net from "node:net";

/** A way to a database that a test can open, freeze and close, as an outage, a hanging server or a cut network would. */
export type DatabaseGate = {
  /** The address of the database through the gate. */
  urlOf: (databaseUrl: string) => string;
  /** Connections reach the database. */
  open: () => Promise<void>;
  /** Connections stay, but nothing passes any more in either direction; new ones are accepted and get no answer. */
  freeze: () => void;
  thaw: () => void;
  /** Connections are accepted and end at once, as behind a load balancer without a server. Each one calls `onAttempt`. */
  hangUp: (onAttempt: () => void) => Promise<void>;
  /** All connections end, and new ones are refused. */
  close: () => Promise<void>;
};

/** Starts closed. */
export async function databaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let isFrozen = false;
  let server = net.createServer();
  const port = await listenOn(server, 0);
  await close();

  function onConnection(client: net.Socket): void {
    const upstream = net.connect(Number(target.port || 5432), target.hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.on("data", (data) => void other.write(data));
      if (isFrozen) one.pause();
    }
  }

  async function open(): Promise<void> {
    server = net.createServer(onConnection);
    await listenOn(server, port);
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }

  async function hangUp(onAttempt: () => void): Promise<void> {
    await close();
    server = net.createServer((client) => {
      client.destroy();
      onAttempt();
    });
    await listenOn(server, port);
  }

  return {
    urlOf: (url) => {
      const through = new URL(url);
      through.hostname = "127.0.0.1";
      through.port = String(port);
      return through.toString();
    },
    open,
    hangUp,
    close,
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
  };
}

function listenOn(server: net.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}
