import { MalformedDiff } from '../malformedDiff.ts';
import { StagedDiffParser } from '../parser.ts';
import type { AddedText, StagedFile } from '../stagedFile.ts';
import { UnreadText } from '../unreadText.ts';
import { type CommitHeader, readCommitHeader } from './commitHeader.ts';

/** Takes what a commit holds, in the order of git's output. */
export interface CommitSink {
  /** A commit begins. Its message is one character a byte. */
  onCommit(header: CommitHeader): void;
  /** A stretch of lines that the commit adds. */
  onAdded(added: AddedText): void;
  /** The commit is complete; these are the files that it changes. */
  onCommitEnd(files: readonly StagedFile[]): void;
}

/**
 * Reads the output of `git log -z --raw --patch`, in chunks of any size: one commit after another, each with the
 * diff that `StagedDiffParser` reads.
 *
 * The grammar, with `␀` for NUL and `⏎` for a line end:
 *
 *     commit 2bcbe15…␀T <t@e>␀2026-11-24T13:38:20+00:00␀message⏎␀     COMMIT_FORMAT
 *     ⏎:100644 100644 587be6b… 422c2b7… M␀src/a.ts␀␀diff --git …      absent where the commit changes nothing
 *     ␀                                                               between two commits
 *
 * A diff ends where a NUL stands in the place of a line: lines of hunks are counted, so no NUL inside one is
 * taken for the end.
 */
export class CommitParser {
  /** Commits that are complete. */
  commits = 0;

  readonly #sink: CommitSink;
  readonly #unread = new UnreadText();
  #state: 'header' | 'after header' | 'diff' = 'header';
  #diff: StagedDiffParser | undefined;

  constructor(sink: CommitSink) {
    this.#sink = sink;
  }

  /**
   * @param bytes the next piece of git's output, one character a byte
   * @throws MalformedDiff when it does not follow the grammar
   */
  push(bytes: string): void {
    this.#unread.push(bytes, (text, start) => this.#read(text, start));
  }

  /**
   * Says that git's output is complete. Whether whole commits are missing at its end can only their number tell.
   *
   * @throws MalformedDiff when it ended in the middle
   */
  end(): void {
    if (!this.#unread.isEmpty) throw new MalformedDiff('it ends inside a commit');
    if (this.#state !== 'header') this.#endCommit();
    else if (this.commits > 0) throw new MalformedDiff('it ends where a commit was to follow');
  }

  #read(text: string, start: number): number {
    switch (this.#state) {
      case 'header':
        return this.#readHeader(text, start);
      case 'after header':
        return this.#readAfterHeader(text, start);
      case 'diff':
        return this.#readDiff(text, start, this.#diff as StagedDiffParser);
    }
  }

  #readHeader(text: string, start: number): number {
    const read = readCommitHeader(text, start);
    if (!read) return start;
    this.#state = 'after header';
    this.#sink.onCommit(read.header);
    return read.end;
  }

  #readAfterHeader(text: string, start: number): number {
    if (text[start] === '\n') {
      this.#diff = new StagedDiffParser((added) => this.#sink.onAdded(added));
      this.#state = 'diff';
      return start + 1;
    }
    if (text[start] !== '\0') throw new MalformedDiff('it holds something between a commit and its diff');
    this.#endCommit();
    return start + 1;
  }

  #readDiff(text: string, start: number, diff: StagedDiffParser): number {
    const position = diff.read(text, start);
    if (text[position] !== '\0') return position;
    this.#endCommit();
    return position + 1;
  }

  #endCommit(): void {
    this.#diff?.end();
    if (this.#diff?.files.length === 0) throw new MalformedDiff('it holds a diff without a file');
    this.#sink.onCommitEnd(this.#diff?.files ?? []);
    this.#diff = undefined;
    this.#state = 'header';
    this.commits++;
  }
}
