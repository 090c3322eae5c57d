// Takes connections on a free port, which it prints, and hands every byte on to the port that it is told.
import { connect, createServer } from 'node:net';

let behind;
process.on('message', ({ port }) => (behind = port));
process.on('disconnect', () => process.exit());

const server = createServer((client) => {
  const onward = connect(behind, '127.0.0.1');
  for (const [one, other] of [
    [client, onward],
    [onward, client],
  ]) {
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
