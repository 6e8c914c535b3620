// A line of so many bytes a second, both ways together, in Node: for machines on which the kernel makes no private network for us.
import { createServer, connect, type Socket } from 'node:net';
import { pause } from '#tests/postgres-places.ts';

export async function openNarrowLine(port: number, rate: number): Promise<{ url: string; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let freeAt = 0;
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.on('data', (part: Buffer) => {
      from.pause();
      freeAt = Math.max(freeAt, Date.now()) + (1000 * part.length) / rate;
      void pause(freeAt - Date.now()).then(() => {
        to.write(part);
        from.resume();
      });
    });
  };
  const server = createServer((phone) => {
    const onward = connect(port, '127.0.0.1');
    carry(phone, onward);
    carry(onward, phone);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${own}`,
    stop: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}
