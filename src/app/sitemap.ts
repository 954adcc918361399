import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { publicRooms } from "@/components/layout/rooms";
import { settings } from "@/server/settings";

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  return ["/", ...publicRooms.map(({ href }) => href)].map((path) => ({
    url: new URL(path, settings().PUBLIC_URL).href,
  }));
}
