/** Regions by the place that their SKUs name. */
export function byPlace(regions: string[]): [place: string, regions: string[]][] {
  const places = new Map<string, string[]>();
  for (const region of regions) {
    const where = placeName(region);
    places.set(where, [...(places.get(where) ?? []), region]);
  }
  return [...places];
}

/** Descriptions name a city; the three oldest American regions share one name. */
export function placeName(region: string): string {
  return cities[region] ?? "Americas";
}

const cities: Record<string, string> = {
  "us-east4": "Virginia",
  "us-east5": "Columbus",
  "us-south1": "Dallas",
  "us-west2": "Los Angeles",
  "us-west3": "Salt Lake City",
  "us-west4": "Las Vegas",
  "europe-north1": "Finland",
  "europe-west1": "Belgium",
  "europe-west2": "London",
  "europe-west3": "Frankfurt",
  "europe-west4": "Netherlands",
  "asia-east1": "Taiwan",
  "asia-northeast1": "Tokyo",
  "asia-south1": "Mumbai",
  "asia-south2": "Delhi",
  "asia-southeast1": "Singapore",
  "australia-southeast1": "Sydney",
};
