import type { Client } from './client.js';
import type { ExampleRequest } from './reference-case.js';

/** Sends the steps one after the other, as a caseworker would. Gives the position that each was written at. */
export async function play(client: Client, steps: readonly ExampleRequest[]): Promise<string[]> {
  const positions: string[] = [];
  for (const { says, path, body } of steps) {
    const { position } = await client.post<{ position: string }>(path, body);
    positions.push(position);
    console.log(`  POST ${path}\n       ${says}`);
  }
  console.log();
  return positions;
}
