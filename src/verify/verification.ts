/** What Baseten said of a key. */
export interface Verification {
  status: 'active' | 'inactive' | 'unknown';
  /** Null where no answer came. */
  httpStatus: number | null;
  /** Why it is said to be so, in one sentence. */
  reason: string;
}

/**
 * What the status of the answer says of the key. A key that may not list models is known all the same.
 *
 * @param isOfKnownForm one that Baseten's API lists, and not one that a gateway handed out or a workspace registered
 */
export function verdictOf(httpStatus: number, isOfKnownForm: boolean): Verification {
  switch (httpStatus) {
    case 200:
      return { status: 'active', httpStatus, reason: 'Baseten takes it.' };
    case 403:
      return { status: 'active', httpStatus, reason: 'Baseten knows it, and does not let it list models.' };
    case 401: {
      const doubt = isOfKnownForm ? '' : ' A key that a gateway handed out may be active there all the same.';
      return { status: 'inactive', httpStatus, reason: `Baseten does not take it.${doubt}` };
    }
    default: {
      const isRedirect = httpStatus >= 300 && httpStatus < 400;
      const reason = isRedirect
        ? `It answered ${httpStatus}, which names another address; the key is not sent there.`
        : `It answered ${httpStatus}, which says nothing of the key.`;
      return { status: 'unknown', httpStatus, reason };
    }
  }
}
