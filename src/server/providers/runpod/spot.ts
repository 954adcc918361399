import { z } from "zod";
import type { LaunchOrder, Machine, MachineResult } from "@/domain/pod/machine";
import { accepted, done, faultOfStatus, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import type { MachineRequest } from "../machines/contract";
import type { Cloud } from "./offer-id";
import { isOutOfCapacity, podEnvironment, podPorts } from "./words";

const mutation = `mutation Bid($input: PodRentInterruptableInput!) {
  podRentInterruptable(input: $input) { id desiredStatus costPerHr }
}`;

const reply = z.object({
  data: z.object({ podRentInterruptable: z.object({ id: z.string().min(1) }).nullish() }).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().nullish() }).nullish() }))
    .nullish(),
});

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
  if (!isSuccess(answer)) return refused(faultOfStatus(answer.status), textOf(answer));
  const { data, errors } = readAnswer("runpod", reply, answer);
  const rented = data?.podRentInterruptable;
  if (rented) return done(accepted(rented.id, order));
  const [error] = errors ?? [];
  // Neither a pod nor a refusal.
  if (error === undefined) return refused("unknown_outcome", textOf(answer));
  if (isOutOfCapacity(error.message)) return refused("no_capacity", error.message);
  const isTheirs = error.extensions?.code === "INTERNAL_SERVER_ERROR";
  return refused(isTheirs ? "unknown_outcome" : "invalid", error.message);
}

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
