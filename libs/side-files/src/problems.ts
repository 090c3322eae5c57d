// An entry of its own in package.json, for libraries that have no database: it imports nothing.

/** A file, or a folder of files, that this version cannot use. The message names it and says what to do about it. */
export class UnusableFile extends Error {
  constructor(
    message: string,
    /** The file or the folder. */
    readonly file: string,
  ) {
    super(message);
  }
}

/** A newer version has written it: this one would misread it, or write what the newer one misreads. Nothing was changed. */
export class NewerFile extends UnusableFile {
  override readonly name = 'NewerFile';

  /** @param known the newest migration or format that this version knows @param found the one that it was brought to */
  constructor(
    file: string,
    readonly known: string,
    readonly found: string,
  ) {
    super(
      `${file} was written by a newer version of Homeward: it is at ${found}, and this version knows ${known} at most. ` +
        'Nothing was changed. Start the version that wrote it, or a newer one; to go back to this version, restore a ' +
        'backup that was made with it.',
      file,
    );
  }
}

/** It is not as it was written: overwritten, cut short, or emptied. */
export class DamagedFile extends UnusableFile {
  override readonly name = 'DamagedFile';

  /** @param remedy what to do, and what is lost by it: whole sentences */
  constructor(file: string, problem: string, remedy: string) {
    super(`${file} is damaged: ${problem}. ${remedy}`, file);
  }
}
