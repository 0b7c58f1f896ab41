/** What a scan remembers of the tables that it has met, so that each line and each row is read once for each of its columns. */

/** A line of text, without its end. */
interface Head {
  readonly start: number;
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

export class TablesSeen {
  /** Up to where no names of columns stand above a line of dashes. */
  noneBefore = 0;
  /** Where the names of the last table stand, how many of its columns were hidden, and up to where its rows were read. */
  head = -1;
  columns = 0;
  end = 0;
  /** CSV: up to where lines were looked at for names, what stands between those of the last one (0: it has none), and where the first is. */
  csvRead = 0;
  csvSign = 0;
  csvStart = 0;
  /** Columns that blanks part: up to where lines were looked at, the names, how many columns were hidden, and up to where. */
  alignedRead = 0;
  alignedHead: Head | undefined = undefined;
  alignedColumns = 0;
  alignedEnd = 0;
}
