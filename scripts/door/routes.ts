import type { LaneName, Limits } from "./sharing/limits";

export type Upstream = "web" | "realtime";
export type Route = { upstream: Upstream; lane: LaneName; bodyBytes: number };

/** Routes that take larger bodies than the others, by the beginning of their path. None does today. */
const largerBodies: readonly { path: string; bytes: number }[] = [];

/** @param path of a request that `checkRequest` has let through, so that it has no dot segments. */
export function routeOf(path: string, limits: Limits): Route {
  const larger = largerBodies.find((route) => path.startsWith(route.path));
  const lane = laneOf(path);
  return {
    upstream: lane === "live" ? "realtime" : "web",
    lane,
    bodyBytes: larger?.bytes ?? limits.bodyBytes,
  };
}

export function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? url;
}

function laneOf(path: string): LaneName {
  if (path === "/ws" || path.startsWith("/ws/")) return "live";
  if (path === "/api/health" || path === "/api/ready") return "health";
  if (path.startsWith("/api/")) return "api";
  return path.startsWith("/_next/static/") || path === "/icon.svg" ? "files" : "pages";
}
