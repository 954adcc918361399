import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { LaunchOrder } from "@/domain/pod/machine";
import type { Machines } from "../machines/bind";
import { machinesAgainst } from "../machines/loopback.double";
import { aws } from "./offers";
import { awsRegions } from "./regions";

const secrets = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "canary-secret",
  AWS_IMAGE_ID: "resolve:ssm:/aws/service/deeplearning/ami",
  AWS_SUBNET_IDS: "us-east-1=subnet-1,eu-west-1=subnet-2,eu-south-2=subnet-3",
  AWS_SECURITY_GROUP_IDS: "us-east-1=sg-1,eu-west-1=sg-2",
};
const order: LaunchOrder = {
  mark: "gpb-test-1",
  offer: {
    externalId: "g5.xlarge:eu-west-1:on-demand",
    instanceType: "g5.xlarge",
    gpuId: "a10g-24",
    gpuRaw: "NVIDIA A10G",
    gpuCount: 1,
    region: "eu-west-1",
    isSpot: false,
  },
  bidMicroUsdPerHour: null,
  image: "pytorch/pytorch",
  diskGib: 80,
  environment: {},
  ports: [],
  model: null,
  sshPublicKey: "ssh-ed25519 AAAA me",
  startScript: "#!/bin/sh\necho ready",
};

const instance = (id: string, more = "") =>
  `<item><instanceId>${id}</instanceId><instanceState><code>16</code><name>running</name></instanceState>${more}</item>`;
const tagged = (mark: string) =>
  `<tagSet><item><key>gpubroker:mark</key><value>${mark}</value></item></tagSet>`;
const reply = (action: string, content: string) =>
  `<?xml version="1.0"?><${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${content}</${action}Response>`;
const reservations = (...items: string[]) =>
  `<reservationSet>${items.map((one) => `<item><instancesSet>${one}</instancesSet></item>`).join("")}</reservationSet>`;
const failure = (code: string) =>
  `<?xml version="1.0"?><Response><Errors><Error><Code>${code}</Code><Message>In &lt;b&gt; words</Message></Error></Errors><RequestID>x</RequestID></Response>`;

type Answer = { status?: number; body: string };
const inXml = (one: Answer) => ({ headers: { "content-type": "text/xml;charset=UTF-8" }, ...one });
const over = (
  answer: (form: URLSearchParams, path: string) => Answer,
  use: (ec2: Machines) => Promise<unknown>,
) =>
  machinesAgainst(
    { provider: aws, secrets, answer: ({ body, path }) => inXml(answer(new URLSearchParams(body), path)) },
    use,
  );

async function formOfLaunch(changes: Partial<LaunchOrder>): Promise<URLSearchParams> {
  const { received } = await over(
    () => ({ body: reply("RunInstances", `<instancesSet>${instance("i-0abc")}</instancesSet>`) }),
    (ec2) => ec2.launch({ ...order, ...changes }),
  );
  return new URLSearchParams(received[0]?.body);
}

describe("a launch on EC2", () => {
  it("is sent signed to its region's own host, and its id contains the region", async () => {
    const body = reply(
      "RunInstances",
      `<instancesSet>${instance("i-0abc", tagged(order.mark))}</instancesSet>`,
    );
    const { received, result } = await over(
      () => ({ body }),
      (ec2) => ec2.launch(order),
    );
    expect(received.map(({ method, path }) => [method, path])).toEqual([
      ["POST", "/aws/_ec2.eu-west-1.amazonaws.com/"],
    ]);
    expect(received[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/ec2\/aws4_request/,
    );
    expect(JSON.stringify(received)).not.toContain("canary-secret");
    expect(result).toMatchObject({ ok: true, value: { id: "eu-west-1/i-0abc", mark: order.mark } });
  });

  it("can be repeated, is tagged, and takes network and image from its region's settings", async () => {
    const form = await formOfLaunch({});
    expect(Object.fromEntries(form)).toMatchObject({
      Action: "RunInstances",
      ClientToken: order.mark,
      MinCount: "1",
      MaxCount: "1",
      InstanceType: "g5.xlarge",
      ImageId: secrets.AWS_IMAGE_ID,
      "NetworkInterface.1.SubnetId": "subnet-2",
      "NetworkInterface.1.SecurityGroupId.1": "sg-2",
      "BlockDeviceMapping.1.Ebs.VolumeSize": "80",
      "TagSpecification.1.ResourceType": "instance",
      "TagSpecification.1.Tag.1.Key": "gpubroker:mark",
      "TagSpecification.1.Tag.1.Value": order.mark,
    });
    expect(form.has("InstanceMarketOptions.MarketType")).toBe(false);
  });

  it("installs the key and runs the script through cloud-init", async () => {
    const userData = async (changes: Partial<LaunchOrder>) =>
      Buffer.from((await formOfLaunch(changes)).get("UserData") ?? "", "base64").toString();
    expect(await userData({})).toMatch(
      /^Content-Type: multipart\/mixed[\s\S]+ssh_authorized_keys:\n {2}- "ssh-ed25519 AAAA me"[\s\S]+#!\/bin\/sh\necho ready/,
    );
    expect(await userData({ sshPublicKey: null })).toBe(order.startScript);
    expect(await userData({ startScript: null })).toMatch(/^#cloud-config\n/);
    expect((await formOfLaunch({ sshPublicKey: null, startScript: null })).has("UserData")).toBe(false);
  });

  it("for spot is a one-time request limited by the bid", async () => {
    const spot = { ...order.offer, isSpot: true };
    const form = await formOfLaunch({ offer: spot, bidMicroUsdPerHour: microUsd(1_250_000) });
    expect(Object.fromEntries(form)).toMatchObject({
      "InstanceMarketOptions.MarketType": "spot",
      "InstanceMarketOptions.SpotOptions.SpotInstanceType": "one-time",
      "InstanceMarketOptions.SpotOptions.MaxPrice": "1.250000",
    });
  });

  it("is refused before any call if the settings have no value for the region", async () => {
    const elsewhere = { ...order.offer, region: "ap-south-1" };
    const { received, result } = await over(
      () => ({ body: "" }),
      (ec2) => ec2.launch({ ...order, offer: elsewhere }),
    );
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    ["InsufficientInstanceCapacity", 500, "no_capacity"],
    ["VcpuLimitExceeded", 400, "quota"],
    ["MaxSpotInstanceCountExceeded", 400, "quota"],
    ["UnauthorizedOperation", 403, "auth"],
    ["PendingVerification", 400, "auth"],
    ["OptInRequired", 401, "auth"],
    ["IdempotentParameterMismatch", 400, "unknown_outcome"],
    ["InvalidAMIID.NotFound", 400, "invalid"],
    ["InternalError", 500, "unknown_outcome"],
  ])("answered by %s and %i is %s after a single request", async (code, status, fault) => {
    const { received, result } = await over(
      () => ({ status, body: failure(code) }),
      (ec2) => ec2.launch(order),
    );
    expect([received.length, result]).toMatchObject([1, { ok: false, fault }]);
    expect(result).toMatchObject({ providerText: expect.not.stringContaining("<b>") });
  });

  it("has an unknown outcome if EC2 limits the rate; a read says so", async () => {
    for (const verb of ["launch", "get"] as const) {
      const { result } = await over(
        () => ({ status: 503, body: failure("RequestLimitExceeded") }),
        (ec2) => (verb === "launch" ? ec2.launch(order) : ec2.get("us-east-1/i-0abc")),
      );
      const told = verb === "launch" ? { fault: "unknown_outcome" } : { kind: "rate_limit", retryable: true };
      expect(result).toMatchObject(told);
    }
  });

  it("has an unknown outcome if the answer is not EC2's", async () => {
    for (const body of ["<html>Sign in", "{}", reply("RunInstances", "<instancesSet/>")]) {
      const { result } = await over(
        () => ({ body }),
        (ec2) => ec2.launch(order),
      );
      expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
    }
  });
});

describe("the instances of EC2", () => {
  it("are not reported as gone while EC2 fails", async () => {
    for (const body of [failure("InternalError"), "<html>Bad Gateway"]) {
      const { result } = await over(
        () => ({ status: 500, body }),
        (ec2) => ec2.get("us-east-1/i-0abc"),
      );
      expect(result).toMatchObject({ kind: "unavailable", status: 500 });
    }
  });

  it("that are ours are listed page by page in every region that is polled or in the settings", async () => {
    const { received, result } = await over(
      (form, path) => {
        const place = path.includes("eu-west-1") ? "1" : path.includes("ap-northeast-1") ? "2" : "3";
        if (place === "3" && !path.includes("eu-south-2"))
          return { body: reply("DescribeInstances", reservations()) };
        const isLast = form.has("NextToken") || place !== "1";
        const item = instance(`i-0${place}${isLast ? "b" : "a"}`, tagged(`gpb-${place}`));
        const strange = instance("i-0fff", tagged("someone-else"));
        const token = isLast ? "" : "<nextToken>more</nextToken>";
        return { body: reply("DescribeInstances", `${reservations(item, strange)}${token}`) };
      },
      (ec2) => ec2.listOurs(),
    );
    const regions = received.map(({ path }) => /_ec2\.([a-z0-9-]+)\./.exec(path)?.[1] ?? "us-east-1");
    expect(new Set(regions)).toEqual(new Set([...awsRegions.keys(), "eu-south-2"]));
    expect(received).toHaveLength(awsRegions.size + 2);
    expect(result).toMatchObject({
      ok: true,
      value: [
        { id: "eu-west-1/i-01a" },
        { id: "eu-west-1/i-01b" },
        { id: "ap-northeast-1/i-02b" },
        { id: "eu-south-2/i-03b" },
      ],
    });
    const form = new URLSearchParams(received[0]?.body);
    expect([form.get("Filter.1.Name"), form.get("Filter.1.Value.1")]).toEqual(["tag-key", "gpubroker:mark"]);
  });

  it("are never listed incompletely without an error", async () => {
    const { result } = await over(
      () => ({ body: reply("DescribeInstances", `${reservations()}<nextToken>more</nextToken>`) }),
      (ec2) => ec2.listOurs(),
    );
    expect(result).toMatchObject({ kind: "bad_response" });
  });

  it.each([
    ["Server.InternalError", "failed"],
    ["Server.InsufficientInstanceCapacity", "failed"],
    ["Server.SpotInstanceTermination", "terminated"],
    ["Client.UserInitiatedShutdown", "terminated"],
  ])("that ended for %s are %s", async (code, state) => {
    const ended = `<item><instanceId>i-0abc</instanceId><instanceState><name>terminated</name></instanceState><stateReason><code>${code}</code></stateReason></item>`;
    const { result } = await over(
      () => ({ body: reply("DescribeInstances", reservations(ended)) }),
      (ec2) => ec2.get("eu-west-1/i-0abc"),
    );
    expect(result).toMatchObject({ ok: true, value: { state } });
  });

  it("are gone if the response does not contain them", async () => {
    const { result } = await over(
      () => ({ body: reply("DescribeInstances", reservations()) }),
      (ec2) => ec2.get("eu-west-1/i-0abc"),
    );
    expect(result).toMatchObject({ ok: false, fault: "gone" });
  });

  it.each([
    ["2026-11-23T09:59:01.000Z", { ok: false, fault: "unknown_outcome" }],
    ["2026-11-23T09:59:00.000Z", { ok: true, value: "ended" }],
    [null, { ok: true, value: "ended" }],
  ])("that EC2 does not know yet are not reported as ended: launched at %s", async (launchedAt, outcome) => {
    const { result } = await over(
      () => ({ status: 400, body: failure("InvalidInstanceID.NotFound") }),
      (ec2) => ec2.terminate("eu-west-1/i-0abc", launchedAt === null ? null : new Date(launchedAt)),
    );
    expect(result).toMatchObject(outcome);
  });
});
