import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsLine, IsProse } from '#cases';
import { IMPORT_KINDS, type ImportKind } from '#imports';

/** Bytes that a mapping may have as a part of a form. */
export const MAX_MAPPING = 2 ** 20;

/** What an uploaded table is, where it is the body; as a form, its parts say so. */
export class UploadQuery {
  /** Needed, but for a form. */
  @IsOptional()
  @IsIn(IMPORT_KINDS)
  kind?: ImportKind;

  /** The sheet of a spreadsheet; left out: the first that is not hidden. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @IsLine()
  sheet?: string;

  /** The mapping of a table that has other columns, as JSON. */
  @IsOptional()
  @IsString()
  @Length(2, 10_000)
  mapping?: string;
}

/** What an uploaded table is, as the parts of a form beside its `file`. */
export class UploadForm {
  @IsIn(IMPORT_KINDS)
  kind!: ImportKind;

  /** The sheet of a spreadsheet; left out: the first that is not hidden. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @IsLine()
  sheet?: string;

  /** The mapping of a table that has other columns, as JSON: at most 1 MiB. */
  @IsOptional()
  @IsString()
  @Length(2, MAX_MAPPING)
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

  /** Takes on the cohorts that it registers, so that alerts are raised about them; left out: false, as they may be history. */
  @IsOptional()
  @IsBoolean()
  watch?: boolean;
}

/** Takes back what an import recorded. */
export class TakeImportBack {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}
