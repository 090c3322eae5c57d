import type { FastifyReply, FastifyRequest } from 'fastify';
import { Malformed, parseTilePath, printEntries, TILE_WIDTH, type Tile, type TileReader } from '#ledger';
import { HttpProblem } from '#http';

/** Answers with the tile that a request's path names (C2SP tlog-tiles). What is served once never changes. */
export async function sendTile(reader: TileReader, { url }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const bytes = await read(reader, url.slice(url.indexOf('/tile/') + 1));
  void reply
    .header('content-type', 'application/octet-stream')
    .header('cache-control', 'private, max-age=31536000, immutable')
    .send(bytes);
}

async function read(reader: TileReader, path: string): Promise<Buffer> {
  try {
    const { level, number, width }: Tile = parseTilePath(path);
    return level === 'entries'
      ? printEntries(await reader.entries(number, width))
      : await reader.hashes(level, number, width);
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof RangeError)) throw error;
    throw new HttpProblem(404, 'tile-not-found', 'There is no such tile', {
      detail: `${error.message}. A tile is tile/<level or entries>/<number>[.p/<width>], with up to ${TILE_WIDTH} in it.`,
    });
  }
}
