import type { Instance, InstanceStateChange, RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
  type MachineState,
} from "@/domain/pod/machine";
import { ProviderError } from "@/server/http/provider-error";
import { done, refused } from "../machines/answer";
import { regionsIn, valueIn } from "../machines/by-region";
import { cloudInit } from "../machines/cloud-init";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { askEc2 } from "./client";
import { awsRegions } from "./regions";

/** The region of the base URL, meant wherever none is named. */
const HOME = "us-east-1";
const MARK_TAG = "gpubroker:mark";
/** Of Ubuntu's images, to which the documented image belongs. */
const ROOT_DEVICE = "/dev/sda1";
const MAX_PAGES = 50;

const states: Readonly<Record<string, MachineState>> = {
  pending: "provisioning",
  running: "running",
  stopping: "stopping",
  stopped: "stopped",
  "shutting-down": "stopping",
  terminated: "terminated",
};

/** Reasons for which EC2 terminates an instance that never started; there is no separate state for that. */
const failures: ReadonlySet<string> = new Set([
  "Server.InsufficientInstanceCapacity",
  "Server.InternalError",
  "Client.InternalError",
  "Client.InvalidSnapshot.NotFound",
  "Client.VolumeLimitExceeded",
]);

/**
 * EC2 instances. A machine's id is `<region>/<instance id>`: every later call goes to its region's own host.
 *
 * The settings differ by region ({@link valueIn}); `listOurs` asks the regions whose prices are read and those that
 * `AWS_SUBNET_IDS` names: a setting that has changed since a launch must not hide its machine.
 */
export const awsMachines: MachineApi = {
  rents: "virtual_machine",
  baseUrl: `https://ec2.${HOME}.amazonaws.com`,
  hosts: ["ec2.*.amazonaws.com"],
  secretNames: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  settingNames: ["AWS_IMAGE_ID", "AWS_SUBNET_IDS", "AWS_SECURITY_GROUP_IDS"],
  orderedTwice: "the same machine",
  billedWhenStopped: "disk",
  launch: async (request, order) => {
    const { region } = order.offer;
    if (region === null) return refused("invalid", "aws: region: an instance needs one");
    const input = launchInput(request, order, region);
    if (typeof input === "string") return refused("invalid", input);
    return await askEc2(request, region, async (client, { RunInstancesCommand }) => {
      const { Instances } = await client.send(new RunInstancesCommand(input));
      return done(toMachine(Instances?.[0], region));
    });
  },
  get: async (request, id) => {
    const { region, instanceId } = placeOf(id);
    return await askEc2(request, region, async (client, { DescribeInstancesCommand }) => {
      const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
      const found = Reservations?.[0]?.Instances?.[0];
      return found ? done(toMachine(found, region)) : refused("gone", `aws: no instance ${id}`);
    });
  },
  listOurs: async (request) => {
    const regions = new Set([...awsRegions.keys(), ...regionsIn(request.secrets.AWS_SUBNET_IDS ?? "")]);
    const ours: Machine[] = [];
    for (const region of regions) {
      const there = await listRegion(request, region);
      if (!there.ok) return there;
      ours.push(...there.value);
    }
    return done(ours);
  },
  terminate: async (request, id) => {
    const { region, instanceId } = placeOf(id);
    return await askEc2(request, region, async (client, { TerminateInstancesCommand }) => {
      const { TerminatingInstances } = await client.send(
        new TerminateInstancesCommand({ InstanceIds: [instanceId] }),
      );
      return changed(TerminatingInstances, instanceId);
    });
  },
  stop: async (request, id) => {
    const { region, instanceId } = placeOf(id);
    return await askEc2(request, region, async (client, { StopInstancesCommand }) => {
      const { StoppingInstances } = await client.send(
        new StopInstancesCommand({ InstanceIds: [instanceId] }),
      );
      return changed(StoppingInstances, instanceId);
    });
  },
  start: async (request, id) => {
    const { region, instanceId } = placeOf(id);
    return await askEc2(request, region, async (client, { StartInstancesCommand }) => {
      const { StartingInstances } = await client.send(
        new StartInstancesCommand({ InstanceIds: [instanceId] }),
      );
      return changed(StartingInstances, instanceId);
    });
  },
};

/** EC2 names each instance whose state it changes. */
function changed(instances: InstanceStateChange[] | undefined, id: string): MachineResult<null> {
  if (instances?.some(({ InstanceId }) => InstanceId === id)) return done(null);
  throw new ProviderError("bad_response", `aws: the answer does not name ${id}`);
}

async function listRegion(request: MachineRequest, region: string): Promise<MachineResult<Machine[]>> {
  return await askEc2(request, region, async (client, { DescribeInstancesCommand }) => {
    const listed = await readPages(`aws in ${region}`, MAX_PAGES, async (cursor) => {
      const Filters = [{ Name: "tag-key", Values: [MARK_TAG] }];
      const page = { Filters, MaxResults: 1000, ...(cursor === null ? {} : { NextToken: cursor }) };
      const { Reservations = [], NextToken } = await client.send(new DescribeInstancesCommand(page));
      const rows = Reservations.flatMap(({ Instances = [] }) =>
        Instances.map((one) => toMachine(one, region)),
      );
      return { ok: true, rows, next: NextToken || null };
    });
    return listed.ok ? done(listed.value.filter(({ mark }) => mark !== null)) : listed;
  });
}

/** @returns in words what a setting lacks; EC2's defaults differ from account to account. */
function launchInput(
  { secrets }: MachineRequest,
  order: LaunchOrder,
  region: string,
): RunInstancesCommandInput | string {
  const settings = ["AWS_IMAGE_ID", "AWS_SUBNET_IDS", "AWS_SECURITY_GROUP_IDS"] as const;
  const [image, subnet, group] = settings.map((name) => valueIn(secrets[name] ?? "", region));
  if (!image || !subnet || !group) return `aws: ${settings.join(", ")} must each name one for ${region}`;
  const userData = cloudInit(order);
  return {
    // The same order sent twice is the same instance.
    ClientToken: order.mark,
    ImageId: image,
    InstanceType: instanceTypeOf(order),
    MinCount: 1,
    MaxCount: 1,
    NetworkInterfaces: [
      { DeviceIndex: 0, SubnetId: subnet, Groups: [group], AssociatePublicIpAddress: true },
    ],
    BlockDeviceMappings: [
      {
        DeviceName: ROOT_DEVICE,
        Ebs: { VolumeSize: order.diskGib, VolumeType: "gp3", DeleteOnTermination: true },
      },
    ],
    TagSpecifications: (["instance", "volume"] as const).map((ResourceType) => ({
      ResourceType,
      Tags: [
        { Key: MARK_TAG, Value: order.mark },
        { Key: "Name", Value: order.mark },
      ],
    })),
    ...(userData === null ? {} : { UserData: Buffer.from(userData).toString("base64") }),
    ...(order.offer.isSpot ? { InstanceMarketOptions: spotOptions(order) } : {}),
  };
}

function spotOptions({
  bidMicroUsdPerHour: bid,
}: LaunchOrder): RunInstancesCommandInput["InstanceMarketOptions"] {
  return {
    MarketType: "spot",
    SpotOptions: {
      SpotInstanceType: "one-time",
      InstanceInterruptionBehavior: "terminate",
      // Without a bid, EC2's own limit is the on-demand price.
      ...(bid === null ? {} : { MaxPrice: (bid / 1_000_000).toFixed(6) }),
    },
  };
}

/** The library lists the types known at its release; EC2 itself decides, and knows newer ones. */
function instanceTypeOf({ offer }: LaunchOrder): NonNullable<RunInstancesCommandInput["InstanceType"]> {
  return offer.instanceType as NonNullable<RunInstancesCommandInput["InstanceType"]>;
}

/** A foreign id goes unchanged to the home region, which does not know it. */
function placeOf(id: string): { region: string; instanceId: string } {
  const [, region, instanceId] = /^([a-z]{2}(?:-[a-z]+)+-\d)\/(i-[0-9a-f]+)$/.exec(id) ?? [];
  return region === undefined || instanceId === undefined
    ? { region: HOME, instanceId: id }
    : { region, instanceId };
}

function toMachine(instance: Instance | undefined, region: string): Machine {
  const { InstanceId, State, StateReason, Tags = [], PublicIpAddress: address } = instance ?? {};
  if (InstanceId === undefined) throw new ProviderError("bad_response", "aws: an instance without an id");
  const name = State?.Name ?? "unknown";
  const reason = StateReason?.Code;
  const hasFailed = name === "terminated" && reason !== undefined && failures.has(reason);
  const mark = Tags.find(({ Key }) => Key === MARK_TAG)?.Value;
  return {
    id: `${region}/${InstanceId}`,
    mark: mark?.startsWith(MARK_PREFIX) ? mark : null,
    ...(hasFailed ? { isGone: true } : {}),
    state: hasFailed ? "failed" : (states[name] ?? "unknown"),
    providerState: hasFailed ? `${name}: ${reason}` : name,
    publicAddress: address || null,
    sshPort: address ? 22 : null,
    endpointUrl: null,
    microUsdPerHour: null,
    region,
    // LaunchTime is that of the last start.
    createdAt: null,
  };
}
