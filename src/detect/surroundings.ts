import { allowsNextLine } from '../allow/inlineComment.ts';
import {
  namesBasetenForFile,
  pairsBasetenName,
  speaksOfBaseten,
  tellsOwner,
} from '../rules/evidence/context.ts';
import { type ReaderPosition, ReaderPositions } from './readerPositions.ts';

/** How many lines above and below a candidate may speak for it. */
const NEAR = 5;
/** Of a longer line, so much is read for context. */
const READ_OF_LINE = 1 << 14;

/** What stands around one line of a file. */
export interface Surroundings {
  /** A line within five, or a name that holds for the whole file, speaks of Baseten. */
  near: boolean;
  /** The section, a parent, or an entry of the same block says that this is Baseten's. */
  enclosing: boolean;
  /** The entry that this line belongs to is named as a Baseten key: `name: BASETEN_API_KEY`, `value: …`. */
  paired: boolean;
  /** The line above holds a comment that allows this one. */
  isAllowedAbove: boolean;
  position: ReaderPosition;
}

/** A line and all that is indented below it. */
interface Block {
  indent: number;
  /** Whether the line that opens the block, or one that it stands in, speaks of Baseten. */
  isBaseten: boolean;
  /** Whether the line that opens the block names a Baseten key. */
  isPaired: boolean;
  /** Whether it is the `metadata` of a Kubernetes object, whose name says what all of its data is for. */
  isMetadata: boolean;
  id: number;
}

/**
 * Reads a file once, in chunks of any size, and tells what stands around some of its lines. It keeps no more than
 * the beginning of one line, whatever the file's size.
 */
export class SurroundingsReader {
  readonly #wanted: Set<number>;
  readonly #found = new Map<number, Surroundings & { block: number; entry: number }>();
  readonly #basetenLines = new Set<number>();
  readonly #ownedBlocks = new Set<number>();
  readonly #pairedBlocks = new Set<number>();
  readonly #positions = new ReaderPositions();
  readonly #blocks: Block[] = [{ indent: -1, isBaseten: false, isPaired: false, isMetadata: false, id: 0 }];
  #nextBlock = 1;
  #line = 0;
  #mayNameBaseten = false;
  #head = '';
  #namesFile = false;
  #allowsNext = false;
  #inBasetenSection = false;
  /** Of a YAML document: whether its `metadata` names Baseten, and its blocks of data. */
  #isBasetenObject = false;
  #dataBlocks: number[] = [];

  /** @param wanted numbers of lines as git counts them, 1-based */
  constructor(wanted: Iterable<number>) {
    this.#wanted = new Set(wanted);
  }

  /** @param line one more line that is wanted; its end must not have been read yet */
  want(line: number): void {
    this.#wanted.add(line);
  }

  /** @param bytes the next piece of the file, one character a byte */
  push(bytes: string): void {
    // One look at a chunk spares one at each of its lines.
    this.#mayNameBaseten = bytes.includes('\0') || speaksOfBaseten(bytes);
    let start = 0;
    for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', start)) {
      this.#extendLine(bytes.slice(start, end));
      this.#endLine(start === 0);
      start = end + 1;
    }
    this.#extendLine(bytes.slice(start));
  }

  /** What stands around each wanted line; to be called once, after the last piece. */
  end(): Map<number, Surroundings> {
    this.#endLine(true);
    this.#endDocument();
    for (const [line, found] of this.#found) {
      found.enclosing ||= this.#ownedBlocks.has(found.block) || this.#ownedBlocks.has(found.entry);
      found.paired ||= this.#pairedBlocks.has(found.entry);
      found.near = this.#namesFile || found.enclosing || found.paired || this.#isBasetenNear(line);
    }
    return this.#found;
  }

  #isBasetenNear(line: number): boolean {
    for (let other = line - NEAR; other <= line + NEAR; other++)
      if (this.#basetenLines.has(other)) return true;
    return false;
  }

  #extendLine(bytes: string): void {
    if (this.#head.length < READ_OF_LINE) this.#head += bytes.slice(0, READ_OF_LINE - this.#head.length);
    this.#positions.extendLine(bytes);
  }

  /** @param isBroken whether the line may have begun in an earlier chunk */
  #endLine(isBroken: boolean): void {
    this.#line++;
    const text = this.#head.includes('\0') ? this.#head.replaceAll('\0', '') : this.#head;
    this.#head = '';
    const isBaseten = (isBroken || this.#mayNameBaseten) && speaksOfBaseten(text);
    if (isBaseten) {
      this.#basetenLines.add(this.#line);
      this.#namesFile ||= namesBasetenForFile(text);
    }
    const { block, entry } = this.#enterBlock(text, isBaseten);
    if (this.#wanted.has(this.#line)) {
      this.#found.set(this.#line, {
        near: false,
        enclosing: block.isBaseten || this.#inBasetenSection,
        paired: block.isPaired,
        isAllowedAbove: this.#allowsNext,
        position: this.#positions.current,
        block: block.id,
        entry,
      });
    }
    this.#allowsNext = allowsNextLine(text);
    this.#positions.endLine();
  }

  /**
   * Follows indentation and the heads of `[sections]`.
   *
   * @returns the block that the line stands in, and the id of that of its entry: its own where it opens an item of a list
   */
  #enterBlock(text: string, isBaseten: boolean): { block: Block; entry: number } {
    const content = text.trimStart();
    if (content === '') return { block: this.#top, entry: this.#top.id };
    if (/^\[{1,2}[^\]]+\]\s*(?:[#;].*)?$/.test(content)) this.#inBasetenSection = isBaseten;
    if (content.startsWith('---')) this.#endDocument();
    const indent = text.length - content.length;
    while (this.#top.indent >= indent) this.#blocks.pop();
    const block = this.#top;
    const isPaired = isBaseten && pairsBasetenName(text);
    // Entries at the left margin have the whole file for a block, which says nothing of whose they are.
    if (block.id !== 0 && isBaseten && tellsOwner(text)) this.#ownedBlocks.add(block.id);
    const id = this.#nextBlock++;
    // `- value: …` is the first entry of an item, and opens the block of the others.
    const entry = /^-\s/.test(content) ? id : block.id;
    if (entry !== 0 && isPaired) this.#pairedBlocks.add(entry);
    if (block.isMetadata && isBaseten && content.startsWith('name:')) this.#isBasetenObject = true;
    if (/^(?:stringData|data):/.test(text)) this.#dataBlocks.push(id);
    const isMetadata = text.startsWith('metadata:');
    this.#blocks.push({ indent, isBaseten: block.isBaseten || isBaseten, isPaired, isMetadata, id });
    return { block, entry };
  }

  #endDocument(): void {
    if (this.#isBasetenObject) for (const block of this.#dataBlocks) this.#ownedBlocks.add(block);
    this.#isBasetenObject = false;
    this.#dataBlocks = [];
  }

  get #top(): Block {
    return this.#blocks.at(-1) as Block;
  }
}
