import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { throwAwayPostgres } from "../../../scripts/postgres/postgres-throw-away.mjs";
import { migrate } from "../../../scripts/prepare/prepare.mjs";

/** For `*.db.test.ts` only: a migrated PostgreSQL of a test's own, which it may stop, lock and break. */
export type OwnServer = {
  /** As a process signs in. */
  url: string;
  /** One statement as the superuser. */
  asSuperuser: (text: string) => Promise<Record<string, unknown>[]>;
  /** A session of the superuser, to hold locks in. */
  session: () => Promise<pg.Client>;
  /** The whole server stops answering, as a machine that hangs does: connections stay open. */
  freeze: () => void;
  thaw: () => void;
  leave: () => Promise<void>;
};

export async function startOwnServer(): Promise<OwnServer> {
  const server = await throwAwayPostgres();
  const { url, ownerUrl } = server.urlsOf("tests");
  await migrate({ url, ownerUrl });
  const superuserUrl = new URL(ownerUrl);
  superuserUrl.searchParams.set("options", "-c default_transaction_read_only=off");
  const session = async () => {
    const client = new pg.Client({ connectionString: superuserUrl.toString() });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const asSuperuser = async (text: string) => {
    const client = await session();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const [row] = await asSuperuser(
    String.raw`select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int as pid`,
  );
  const postmaster = Number(row?.pid);
  let frozen: number[] = [];
  const thaw = () => {
    for (const pid of frozen) signal(pid, "SIGCONT");
    frozen = [];
  };
  return {
    url,
    asSuperuser,
    session,
    freeze: () => {
      frozen = [postmaster, ...childrenOf(postmaster)];
      for (const pid of frozen) signal(pid, "SIGSTOP");
    },
    thaw,
    leave: async () => {
      thaw();
      await server.leave();
    },
  };
}

/** A disk of 8 MB, which is soon full; null where this user cannot mount one. */
export function mountSmallDisk() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder]);
  if (mounted.status !== 0) {
    fs.rmdirSync(folder);
    return null;
  }
  return {
    folder,
    /** To whom the server's data belong. */
    giveTo: (dataFolder: string) => {
      const { uid, gid } = fs.statSync(dataFolder);
      fs.chownSync(folder, uid, gid);
    },
    unmount: () => {
      spawnSync("umount", ["-l", folder]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function childrenOf(pid: number): number[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [child, parent] = line.trim().split(/\s+/).map(Number);
      return child !== undefined && parent === pid ? [child] : [];
    });
}

/** A backend may have ended since it was listed. */
function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
