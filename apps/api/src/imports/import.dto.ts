import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IMPORT_KINDS, type ImportKind } from '#imports';

/** What an uploaded table is. */
export class UploadQuery {
  @IsIn(IMPORT_KINDS)
  kind!: ImportKind;

  /** The sheet of a spreadsheet; left out: the first that is not hidden. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  sheet?: string;

  /** The mapping of a table that has other columns, as JSON. */
  @IsOptional()
  @IsString()
  @Length(2, 10_000)
  mapping?: string;
}

/** Which imports there are. */
export class ImportListQuery {}

/** How a table that was tried out is recorded. */
export class ApplyImport {
  /** All rows or none, or every row that can be. */
  @IsIn(['all-or-nothing', 'row-by-row'])
  mode!: 'all-or-nothing' | 'row-by-row';

  /** Records what differs from the record beside it; left out: false. */
  @IsOptional()
  @IsBoolean()
  acceptChanges?: boolean;
}

/** Takes back what an import recorded. */
export class TakeImportBack {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  reason!: string;
}
