/** Format of an offer's id: our prefix and a UUIDv7 without dashes. */
export const offerIdPattern = /^off_[0-9a-f]{32}$/;
