import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { publicSections } from "@/components/layout/sections";
import { settings } from "@/server/settings";

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  return ["/", ...publicSections.map(({ href }) => href)].map((path) => ({
    url: new URL(path, settings().PUBLIC_URL).href,
  }));
}
