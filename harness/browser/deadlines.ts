/** Every wait of the browser's user, with its reason; milliseconds. */

/** A picture of a page that has been drawn: 0.1 to 0.3 s seen. */
export const pictureMs = 3000;

/** What a page says is read when the page is there: a few milliseconds seen, if not busy. */
export const readWordsMs = 3000;

/** From a launch to the first page: 1 to 3 s seen; a busy machine needs more. */
export const launchMs = 60_000;
