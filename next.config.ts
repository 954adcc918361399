import type { NextConfig } from "next";

/** Headers that are the same for every response; src/proxy.ts sets the ones that differ by request. */
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

// Pages for developers, such as the component gallery, end in *.dev.tsx. A production build ignores this extension, so it
// contains neither the route nor its code. The build for the browser tests contains both.
const hasDeveloperPages =
  process.env.NODE_ENV === "development" || process.env.NEXT_DIST_DIR === ".next-test";

const config: NextConfig = {
  pageExtensions: ["ts", "tsx", ...(hasDeveloperPages ? ["dev.tsx"] : [])],
  // A test build must not overwrite the build that a running server reads.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // No page uses next/image, and the optimizer behind /_next/image has had faults of its own: this turns the address off.
  images: { unoptimized: true },
  serverExternalPackages: ["@aws-sdk/client-ec2", "bullmq", "pg", "ioredis", "pino"],
  turbopack: { root: import.meta.dirname },
  experimental: {
    // Otherwise Next.js adds every build folder to tsconfig.json.
    strictRouteTypes: true,
    // No route accepts large bodies and there are no server actions, so a large body is an attack.
    proxyClientMaxBodySize: "1mb",
    serverActions: { bodySizeLimit: "1kb" },
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
