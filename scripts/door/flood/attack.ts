// One address that floods the door. Usage: node --import tsx scripts/door/flood/attack.ts PORT ADDRESS PATH. Ends with its parent.
import net from "node:net";

const [port = "0", address = "127.0.0.1", path = "/"] = process.argv.slice(2);
/** What is closed is opened again after this time, which is sooner than the door says. */
const againMs = 500;

/** What is sent on how many connections, each kept open for as long as the door lets it be. */
const kinds = [
  { connections: 1, text: `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(1_000) },
  { connections: 500, text: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\nheld" },
  { connections: 1_000, text: "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " },
  { connections: 4_000, text: "" },
];

let opened = 0;

function keepOpen(text: string): void {
  const socket = net.connect({ port: Number(port), host: "127.0.0.1", localAddress: address });
  socket
    .on("error", () => {})
    .once("connect", () => {
      opened += 1;
    });
  socket.on("close", () => setTimeout(keepOpen, againMs, text));
  socket.resume();
  if (text !== "") socket.write(text);
}

/** How hard the attack is, which a machine that is busy slows down. */
// The parent may have left between two of them.
setInterval(() => process.send?.(opened, undefined, undefined, () => {}), 200);
process.on("disconnect", () => process.exit(0));
for (const { connections, text } of kinds)
  for (let place = 0; place < connections; place++) setTimeout(keepOpen, place / 4, text);
