import { MalformedDiff } from '../malformedDiff.ts';
import { NO_MODE, SUBMODULE_MODE } from '../rawEntries.ts';
import { UnreadText } from '../unreadText.ts';
import { type CommitHeader, readCommitHeader } from './commitHeader.ts';

/** A file of a merge that is in none of its parents as it is in the merge. */
export interface MergedFile {
  /** Repository-relative, forward slashes, the name's bytes decoded as UTF-8. */
  path: string;
  /** Object id of the merge's version. */
  blob: string;
  /** Object ids of the versions that the parents have, where they have one. */
  parents: readonly string[];
  /** Whether no parent has a file of this name. */
  isNew: boolean;
}

/** What each merge of a history changes itself, file by file. */
export interface MergeSink {
  /** A merge begins. Its message is one character a byte. */
  onMerge(header: CommitHeader): void;
  onFile(file: MergedFile): void;
}

/** `::100644 100644 100644 4187748… ee2ae98… 3b7ffc8… MM`: a mode and an id for each parent, then the merge's. */
const META =
  /^(?<colons>:{2,})(?<modes>(?:[0-7]{6} )+)(?<ids>(?:[0-9a-f]{40} |[0-9a-f]{64} )+)(?<statuses>[A-Z]+)$/;

/**
 * Reads the output of `git log -z --merges -c --raw`, in chunks of any size: one merge after another, each with the
 * list of the files that differ from those of all its parents.
 *
 *     commit 72f7dbc…␀T <t@e>␀2026-11-24T13:38:20+00:00␀message⏎␀     COMMIT_FORMAT
 *     ␀::100644 100644 100644 4187748… ee2ae98… 3b7ffc8… MM␀src/a.ts␀  mostly none
 *     ␀                                                               between two merges
 *
 * Not the patches that `-c --patch` prints: they ignore `--text`, so that a file in UTF-16 or with a `binary`
 * attribute is "Binary files differ", and end a line at its first NUL (seen on git 2.39.5).
 */
export class MergeParser {
  /** Merges whose header was read. */
  merges = 0;

  readonly #sink: MergeSink;
  readonly #unread = new UnreadText();

  constructor(sink: MergeSink) {
    this.#sink = sink;
  }

  /**
   * @param bytes the next piece of git's output, one character a byte
   * @throws MalformedDiff when it does not follow the grammar
   */
  push(bytes: string): void {
    this.#unread.push(bytes, (text, start) => this.#read(text, start));
  }

  /** @throws MalformedDiff when git's output ended in the middle */
  end(): void {
    if (!this.#unread.isEmpty) throw new MalformedDiff('it ends inside a merge');
  }

  #read(text: string, start: number): number {
    // No header and no entry begins with a NUL, so those between them need not be counted.
    if (text[start] === '\0') return start + 1;
    if (text[start] === ':') return this.#readEntry(text, start);
    const read = readCommitHeader(text, start);
    if (!read) return start;
    this.merges++;
    this.#sink.onMerge(read.header);
    return read.end;
  }

  #readEntry(text: string, start: number): number {
    const metaEnd = text.indexOf('\0', start);
    const end = metaEnd < 0 ? -1 : text.indexOf('\0', metaEnd + 1);
    if (end < 0) return start;
    const meta = META.exec(text.slice(start, metaEnd))?.groups;
    const modes = meta?.modes?.trim().split(' ') ?? [];
    const ids = meta?.ids?.trim().split(' ') ?? [];
    const parents = meta?.colons?.length;
    if (
      this.merges === 0 ||
      end === metaEnd + 1 ||
      ids.length !== modes.length ||
      modes.length - 1 !== parents
    ) {
      throw new MalformedDiff('its list of merged files holds an entry of an unknown form');
    }
    const isFile = (mode: string | undefined) => mode !== NO_MODE && mode !== SUBMODULE_MODE;
    const blobs = ids.filter((_id, side) => isFile(modes[side]));
    if (isFile(modes.at(-1))) {
      const path = Buffer.from(text.slice(metaEnd + 1, end), 'latin1').toString('utf8');
      this.#sink.onFile({
        path,
        blob: ids.at(-1) ?? '',
        parents: blobs.slice(0, -1),
        isNew: /^[AR]+$/.test(meta?.statuses ?? ''),
      });
    }
    return end + 1;
  }
}
