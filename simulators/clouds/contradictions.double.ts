import type { Ending, LaunchOrder, Machine, MachineResult } from "@/domain/pod/machine";
import { ProviderError } from "@/server/http/provider-error";
import type { Machines } from "@/server/providers/machines/bind";
import type { Verb } from "./lies.double";

const doubts: readonly string[] = ["unknown_outcome", "not_sent"];

export type Told =
  | MachineResult<Machine>
  | MachineResult<Machine[]>
  | MachineResult<Ending>
  | MachineResult<null>
  | Error;

/** In one run of a verb, everything that was said and everything that is true. */
export type Run = {
  verb: Verb;
  /** Of the machine; empty for a launch. */
  id: string;
  told: Told;
  ordered: LaunchOrder;
  hasRented: boolean;
  /** The order may have left: the lie came with its exchange or after it. */
  mayHaveLeft: boolean;
  /** Null for a launch. */
  stateBefore: string | null;
};

/** What a verb says: a result, or the error that it threw. A verb that the provider does not have is a fault of the test. */
export async function tell(machines: Machines, verb: Verb, id: string, ordered: LaunchOrder): Promise<Told> {
  const call = () => {
    if (verb === "launch") return machines.launch(ordered);
    if (verb === "listOurs") return machines.listOurs();
    if (verb === "get") return machines.get(id);
    return verb === "terminate" ? machines.terminate(id, null) : machines[verb]?.(id);
  };
  try {
    const told = await call();
    if (told === undefined) throw new Error(`there is no ${verb}`);
    return told;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** What the machine's own cloud says of it, or the fault with which it says nothing. */
export async function stateOf(honest: Machines, id: string): Promise<string> {
  const read = await honest.get(id);
  return read.ok ? read.value.state : read.fault;
}

/** What contradicts the truth; empty where nothing does. */
export async function contradictionsOf(honest: Machines, run: Run): Promise<string[]> {
  const { verb, id, told, ordered, hasRented, mayHaveLeft, stateBefore } = run;
  if (told instanceof Error) return verb === "get" || verb === "listOurs" ? [] : [`threw ${told.message}`];
  if (!told.ok) {
    if (!doubts.includes(told.fault)) return [`refused: ${told.fault}: ${told.providerText}`];
    if (verb !== "launch") return [];
    if (told.fault === "not_sent") return hasRented ? ["not sent, but a machine exists"] : [];
    return mayHaveLeft ? [] : ["unknown, but the order never left"];
  }
  const { value } = told;
  if (verb === "launch") {
    const own =
      value !== null && typeof value === "object" && "id" in value ? await honest.get(value.id) : null;
    return own?.ok && own.value.mark === ordered.mark ? [] : ["launched, but not this machine"];
  }
  if (verb === "listOurs")
    return Array.isArray(value) && value.some((one) => one.id === id) ? [] : ["a list without the machine"];
  const truth = await stateOf(honest, id);
  if (verb === "get") {
    const isTrue = value !== null && typeof value === "object" && "id" in value && value.id === id;
    return isTrue && "state" in value && value.state === truth ? [] : ["another machine or another state"];
  }
  if (value === "ended")
    return truth === "gone" || truth === "terminated" ? [] : [`ended, but it is ${truth}`];
  return truth === stateBefore ? [`believed, but it still is ${truth}`] : [];
}
