import { expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const market = simulatorForTest();
const signed = (region: string, key = "simulated") => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261123/${region}/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
  "content-type": "application/x-www-form-urlencoded",
  "x-amz-date": "20261123T102030Z",
});
function call(form: Record<string, string>, { path = "/", headers = signed("us-east-1") } = {}) {
  const body = new URLSearchParams({ Version: "2016-11-15", ...form }).toString();
  return ask(market, "aws", { path, headers, body });
}
const order = {
  Action: "RunInstances",
  ImageId: "ami-1",
  InstanceType: "g5.xlarge",
  MinCount: "1",
  MaxCount: "1",
  "NetworkInterface.1.SubnetId": "subnet-1",
  "NetworkInterface.1.SecurityGroupId.1": "sg-1",
};
const idIn = (body: string) => /<instanceId>(.+?)</.exec(body)?.[1] ?? "";

it("refuses a call that is not signed, or signed for another region", () => {
  expect(call(order, { headers: { ...signed("us-east-1"), authorization: "Bearer x" } }).status).toBe(403);
  expect(call(order, { headers: signed("eu-west-1") }).body).toContain("AuthFailure");
  expect(call(order, { headers: signed("us-east-1", "wrong") }).status).toBe(401);
});

it("refuses an order that lacks what EC2 needs, and sizes that it does not have", () => {
  expect(call({ ...order, ImageId: "" }).body).toContain("MissingParameter");
  expect(call({ ...order, InstanceType: "g99.tiny" }).body).toContain("InvalidParameterValue");
});

it("keeps regions separate", () => {
  const id = idIn(call(order).body);
  const there = { path: "/_ec2.eu-west-1.amazonaws.com/", headers: signed("eu-west-1") };
  const asked = { Action: "DescribeInstances", "InstanceId.1": id };
  expect(call(asked).body).toContain(id);
  expect(call(asked, there).body).toContain("InvalidInstanceID.NotFound");
});

it("rents one instance per client token, and lists many in pages", () => {
  const ids = ["a", "a", "b", "c", "d", "e", "f"].map((ClientToken) =>
    idIn(call({ ...order, ClientToken }).body),
  );
  expect(ids[1]).toBe(ids[0]);
  const first = call({ Action: "DescribeInstances", MaxResults: "1000" }).body;
  const NextToken = /<nextToken>(.+?)</.exec(first)?.[1] ?? "";
  const second = call({ Action: "DescribeInstances", MaxResults: "1000", NextToken }).body;
  for (const id of ids) expect(`${first}${second}`).toContain(id);
  expect(second).not.toContain("nextToken");
});

it("does not stop a spot instance", () => {
  const id = idIn(call({ ...order, "InstanceMarketOptions.MarketType": "spot" }).body);
  expect(call({ Action: "StopInstances", "InstanceId.1": id }).body).toContain("UnsupportedOperation");
});
