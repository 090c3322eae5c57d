import { IsIn, IsOptional, IsString, IsUrl, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { IsCountry, IsId, IsLine } from '../../values/decorators.js';
import { SOURCE_KINDS, type SourceKind, type SourceRegistered } from '../events.js';
import type { Source } from '../source.js';

/** Makes a speaker known, so that what rests on it can be found, graded and compared. */
export class RegisterSource {
  /** Chosen by the client, for ever: what a basis names, e.g. `ru-mod`. */
  @IsId()
  sourceId!: string;

  /** What it is called: an institution, a publication or a description; never a private person's name. */
  @IsString()
  @Length(1, 200)
  @IsLine()
  name!: string;

  /** Who publishes it, if that is somebody else. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  publisher?: string | null;

  @IsIn(SOURCE_KINDS)
  kind!: SourceKind;

  /** The Power that it speaks for or belongs to: ISO 3166-1 alpha-2. Left out: none. */
  @IsOptional()
  @IsCountry()
  party?: string | null;

  /** Sources that repeat each other share a group and count once. Left out: a group of its own. */
  @IsOptional()
  @IsId()
  independenceGroup?: string | null;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, disallow_auth: true })
  @Length(1, 2000)
  url?: string | null;
}

export function registerSource(command: RegisterSource, source: Source, { target }: Context): SourceRegistered[] {
  if (source.status !== 'unknown') throw new Rejected('source-exists', { sourceId: target });
  const { sourceId, name, publisher = null, kind, party = null, url = null } = command;
  const independenceGroup = command.independenceGroup ?? sourceId;
  return [{ type: 'SourceRegistered', data: { sourceId, name, publisher, kind, party, independenceGroup, url } }];
}
