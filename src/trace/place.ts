import type { Commit } from './history/logStream.ts';
import type { Encoding } from './search/keyForms.ts';

/**
 * From where a commit is reached, the farthest first: a remote-tracking branch, now or before; a branch, a tag or
 * another ref of this repository; a stash; only a reflog; nothing any more.
 */
export const REACHES = ['remote', 'ref', 'stash', 'reflog', 'unreachable'] as const;
export type Reach = (typeof REACHES)[number];

/** What commits have in common that hold the key in the same way. */
interface InCommits {
  reach: Reach;
  /** How many commits added it. */
  commits: number;
  first: Commit;
  last: Commit;
}

interface Encoded {
  encoding: Encoding;
}

/** How an object is kept: `elsewhere` where it is borrowed from another repository. */
export type Storage = 'loose' | 'packed' | 'elsewhere';

interface Stored {
  stored: Storage;
}

/** A place where the key stands. No text in it holds anything of the secret half. */
export type Place =
  /** In a file of the working tree; `untracked` and `ignored` ones git does not know. */
  | ({ kind: 'file'; path: string; state: 'tracked' | 'untracked' | 'ignored' } & Encoded)
  /** Staged or committed: in the index. */
  | ({ kind: 'index'; path: string } & Encoded)
  /** In a file that commits added or changed. */
  | ({ kind: 'history'; path: string } & InCommits & Encoded & Stored)
  /** In the name of a file that commits added or changed. */
  | ({ kind: 'name'; path: string } & InCommits)
  /** In a commit itself: its message, or the name of its author. */
  | ({ kind: 'message' } & InCommits & Encoded & Stored)
  /** In a tag itself, or in a file that a ref names directly. */
  | ({ kind: 'tag'; ref: string; reach: 'remote' | 'ref' } & Encoded & Stored)
  /** In an object that no commit holds: staged once, or what is left of a commit. */
  | ({ kind: 'object'; id: string; type: 'blob' | 'tag' | 'tree' } & Encoded & Stored)
  /** In a file that git keeps for itself: a hook, a reflog, the message of the last commit. */
  | ({ kind: 'git'; path: string } & Encoded)
  /** In a setting of git's, of this repository or of this person. */
  | { kind: 'setting'; setting: string; file: string };

/**
 * What is to be done about the key: `absent`, nothing here; `local`, it never left this machine, as far as git
 * knows; `pushed`, it did; `unknown`, this repository does not hold what would tell.
 */
export type Situation = 'absent' | 'local' | 'pushed' | 'unknown';

/** What `trace` found. */
export interface Trace {
  situation: Situation;
  /** Whether it stands anywhere that git knows: a working tree's untracked and ignored files are not among that. */
  isKnownToGit: boolean;
  places: Place[];
  /** Full names of the refs from which it is reached. */
  refs: string[];
  /** What could not be searched. Where there is any, "not found" proves nothing. */
  limits: string[];
  /** What the person may want to know beside. */
  notes: string[];
  searched: { objects: number; commits: number; files: number };
}
