import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { settings } from "@/server/settings";

/** Evaluated per request: one image serves any hostname. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/preferences"] },
    sitemap: new URL("/sitemap.xml", settings().PUBLIC_URL).href,
  };
}
