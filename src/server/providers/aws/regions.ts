/** Regions whose price files are read, and their countries: a file is hundreds of megabytes; these hold most of the GPUs. */
// biome-ignore format: a table
export const awsRegions: ReadonlyMap<string, string> = new Map([
  ["us-east-1", "US"], ["us-east-2", "US"], ["us-west-2", "US"], ["eu-west-1", "IE"], ["eu-central-1", "DE"],
  ["ap-southeast-1", "SG"], ["ap-northeast-1", "JP"],
]);
