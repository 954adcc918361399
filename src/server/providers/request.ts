/** The query of one call to a provider, by parameter. */
export type Query = Readonly<Record<string, string | number>>;

/** Keys of one provider, by the name of the setting that holds each. */
export type Secrets = Readonly<Record<string, string>>;
