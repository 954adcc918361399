import type { NextConfig } from "next";

/** Headers that are the same for every answer; the ones that differ by request are set in src/proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

// A page for developers, such as the gallery of pieces, is named *.dev.tsx. A production build does not know the extension, so
// it has neither the route nor its code. The build that the browser tests use has both.
const hasDeveloperPages =
  process.env.NODE_ENV === "development" || process.env.NEXT_DIST_DIR === ".next-test";

const config: NextConfig = {
  pageExtensions: ["ts", "tsx", ...(hasDeveloperPages ? ["dev.tsx"] : [])],
  // A test build must not overwrite the build that a running server reads.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  serverExternalPackages: ["@aws-sdk/client-ec2", "bullmq", "pg", "ioredis", "pino"],
  turbopack: { root: import.meta.dirname },
  experimental: {
    // Without it every build folder writes itself into tsconfig.json.
    strictRouteTypes: true,
    // No route takes large bodies and no server action exists: whatever arrives there is an attack.
    proxyClientMaxBodySize: "1mb",
    serverActions: { bodySizeLimit: "1kb" },
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
