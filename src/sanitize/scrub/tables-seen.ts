/** What a scan remembers of the tables that it has met, so that each line and each row is read once for each of its columns. */

/** A line of text, without its end. */
interface Head {
  readonly start: number;
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

/** Columns of one table that are hidden. */
export const MOST_COLUMNS = 8;
/** Names that are asked for, in one line. */
const MOST_NAMES = 24;

export class TablesSeen {
  /** Up to where no names of columns stand above a line of dashes. */
  noneBefore = 0;
  /** Where the names of the last table stand, how many of its columns were hidden, and up to where its rows were read. */
  head = -1;
  columns = 0;
  end = 0;
  /** The line whose names were asked for last, and for how many. */
  private asked = -1;
  private names = 0;
  /** CSV: up to where lines were looked at for names, what stands between those of the last one (0: it has none), and where the first is. */
  csvRead = 0;
  csvSign = 0;
  csvStart = 0;
  /** Columns that blanks part: up to where lines were looked at, the names, how many columns were hidden, and up to where. */
  alignedRead = 0;
  alignedHead: Head | undefined = undefined;
  alignedColumns = 0;
  alignedEnd = 0;

  /** Whether another name of the line that begins at `head` is asked for: of a table not many columns are secrets. */
  mayTry(head: number): boolean {
    if (this.asked !== head) {
      this.asked = head;
      this.names = 0;
    }
    this.names += 1;
    return this.names < MOST_NAMES && (this.head !== head || this.columns < MOST_COLUMNS);
  }
}
