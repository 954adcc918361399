import { z } from "zod";
import type { LaunchOrder, Machine, MachineResult, Refusal } from "@/domain/pod/machine";
import { accepted, done, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import type { MachineRequest } from "../machines/contract";
import { refusalsOf } from "../machines/refusal-shape";
import type { Cloud } from "./offer-id";
import { isOutOfCapacity, podEnvironment, podPorts } from "./words";

const mutation = `mutation Bid($input: PodRentInterruptableInput!) {
  podRentInterruptable(input: $input) { id desiredStatus costPerHr }
}`;

const graphqlError = z.object({
  message: z.string(),
  path: z.array(z.unknown()).nullish(),
  extensions: z.object({ code: z.string().nullish() }).nullish(),
});
type GraphqlError = z.infer<typeof graphqlError>;

const reply = z.object({
  data: z.object({ podRentInterruptable: z.object({ id: z.string().min(1) }).nullish() }).nullish(),
  errors: z.array(graphqlError).nullish(),
});

/**
 * Apollo's codes for what it refuses before it executes anything; RunPod adds none of its own.
 * https://www.apollographql.com/docs/apollo-server/data/errors (2026-11-23)
 */
const apolloRefusals: ReadonlyMap<string, Refusal> = new Map([
  ["BAD_USER_INPUT", "invalid"],
  ["GRAPHQL_VALIDATION_FAILED", "invalid"],
  ["GRAPHQL_PARSE_FAILED", "invalid"],
  ["UNAUTHENTICATED", "auth"],
  ["FORBIDDEN", "auth"],
]);

/**
 * Bids for a spot pod through GraphQL's `podRentInterruptable`, which is the only way.
 *
 * Errors come under HTTP 200 and have no code for capacity, so the message decides (see {@link isOutOfCapacity}).
 */
export async function bidForPod(
  request: MachineRequest,
  order: LaunchOrder,
  cloud: Cloud,
): Promise<MachineResult<Machine>> {
  const { offer, bidMicroUsdPerHour: bid } = order;
  if (bid === null) return refused("invalid", "bidMicroUsdPerHour: a spot pod of RunPod needs a bid");
  const input = {
    ...podInput(order),
    cloudType: cloud.toUpperCase(),
    bidPerGpu: bid / 1_000_000 / offer.gpuCount,
  };
  const body = { query: mutation, variables: { input } };
  const answer = await request.call({ method: "POST", path: "/graphql", body });
  if (!isSuccess(answer)) return refusalOfBid(answer);
  const { data, errors } = readAnswer("runpod", reply, answer);
  const rented = data?.podRentInterruptable;
  if (rented) return done(accepted(rented.id, order));
  // Neither a pod nor a refusal.
  if (!errors?.length) return refused("unknown_outcome", textOf(answer));
  return refused(meaningOf(errors) ?? "unknown_outcome", wordsOf(errors));
}

/** What the errors say together; null if one of them refuses nothing, or if they disagree. */
function meaningOf(errors: readonly GraphqlError[]): Refusal | null {
  const [first = null, ...others] = new Set(errors.map(meaningOfOne));
  return others.length === 0 ? first : null;
}

function meaningOfOne({ message, path, extensions }: GraphqlError): Refusal | null {
  // An error in a field of the pod: the mutation itself has been carried out.
  if (path && path.length > 1) return null;
  if (isOutOfCapacity(message)) return "no_capacity";
  return apolloRefusals.get(extensions?.code ?? "") ?? null;
}

function wordsOf(errors: readonly GraphqlError[]): string {
  return errors.map(({ message }) => message).join("; ");
}

/** A query that is not executed can be answered with a status of refusal; its code then says why, as under 200. */
const refusalOfBid = refusalsOf({
  slug: "runpod",
  source:
    "https://graphql.github.io/graphql-over-http/draft; https://www.apollographql.com/docs/apollo-server/data/errors (2026-11-23)",
  body: z.object({ errors: z.array(graphqlError).min(1) }),
  read: ({ errors }) => ({ meaning: meaningOf(errors), words: wordsOf(errors) }),
  byStatus: {},
});

/** `volumeInGb` 0: only the container's disk, as in the REST API without a mount. */
function podInput(order: LaunchOrder) {
  const { mark, image, offer, diskGib, sshPublicKey } = order;
  return {
    name: mark,
    imageName: image,
    gpuTypeId: offer.gpuRaw,
    gpuCount: offer.gpuCount,
    ...(offer.region === null ? {} : { dataCenterId: offer.region }),
    containerDiskInGb: Math.ceil(diskGib),
    volumeInGb: 0,
    ports: podPorts(order).join(","),
    env: Object.entries(podEnvironment(order)).map(([key, value]) => ({ key, value })),
    startSsh: sshPublicKey !== null,
    supportPublicIp: true,
  };
}
