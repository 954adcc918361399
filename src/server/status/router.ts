import { z } from "zod";
import { publicProcedure, router } from "@/server/trpc/init";
import { clockHealth } from "./clock";
import { databaseHealth } from "./database-health";
import { feedHealth } from "./health";
import { providerProfile, providerProfiles } from "./provider-profile";
import { unmappedNames } from "./unmapped-names";

export const providersRouter = router({
  all: publicProcedure.query(({ ctx }) => providerProfiles(ctx)),
  bySlug: publicProcedure
    .input(z.object({ slug: z.string().max(40) }))
    .query(({ ctx, input }) => providerProfile(ctx, input.slug)),
  clock: publicProcedure.query(({ ctx }) => clockHealth(ctx)),
  database: publicProcedure.query(({ ctx }) => databaseHealth(ctx)),
  health: publicProcedure.query(({ ctx }) => feedHealth(ctx)),
  unmappedNames: publicProcedure.query(({ ctx }) => unmappedNames(ctx)),
});
