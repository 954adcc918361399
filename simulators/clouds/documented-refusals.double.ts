import type { MachineFault } from "@/domain/pod/machine";

/** A refusal of a launch, as documented or as recorded by clients. */
export type DocumentedRefusal = {
  status: number;
  body: unknown;
  fault: MachineFault;
  contentType?: string;
  /** Refuses even under a status that otherwise says nothing. */
  isDespite?: boolean;
};

const ec2 = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors><RequestID>x</RequestID></Response>`;
const xml = "text/xml;charset=UTF-8";
const arm = (code: string, message = "No.") => ({ error: { code, message } });
const compute = (code: number, reason: string, message = "No.") => ({
  error: { code, message, errors: [{ message, domain: "global", reason }] },
});
const kubernetes = (code: number, reason: string, message: string) => ({
  kind: "Status",
  apiVersion: "v1",
  status: "Failure",
  message,
  reason,
  code,
});
const lambda = (code: string) => ({ error: { code, message: "No.", suggestion: "" } });
const together = (code: string) => ({
  error: { message: "No.", type: "invalid_request_error", param: null, code },
});
const graphql = (message: string, code?: string) => ({
  errors: [{ message, ...(code === undefined ? {} : { extensions: { code } }) }],
});
const problem = (status: number, detail: string) => ({ title: "No", status, detail });

/** The sources stand with each adapter's shape. */
export const documentedRefusals: Readonly<Record<string, readonly DocumentedRefusal[]>> = {
  aws: [
    {
      status: 500,
      body: ec2("InsufficientInstanceCapacity"),
      contentType: xml,
      fault: "no_capacity",
      isDespite: true,
    },
    { status: 400, body: ec2("VcpuLimitExceeded"), contentType: xml, fault: "quota" },
    { status: 401, body: ec2("AuthFailure"), contentType: xml, fault: "auth" },
    { status: 400, body: ec2("InvalidParameterValue"), contentType: xml, fault: "invalid" },
  ],
  azure: [
    { status: 409, body: arm("SkuNotAvailable"), fault: "no_capacity" },
    { status: 409, body: arm("AllocationFailed"), fault: "no_capacity" },
    { status: 409, body: arm("OperationNotAllowed", "exceeding approved quota"), fault: "quota" },
    { status: 403, body: arm("AuthorizationFailed"), fault: "auth" },
    { status: 409, body: arm("ReadOnlyDisabledSubscription"), fault: "no_balance" },
    { status: 400, body: arm("InvalidParameter"), fault: "invalid" },
  ],
  coreweave: [
    { status: 401, body: kubernetes(401, "Unauthorized", "Unauthorized"), fault: "auth" },
    { status: 403, body: kubernetes(403, "Forbidden", "exceeded quota: nodes"), fault: "quota" },
    { status: 422, body: kubernetes(422, "Invalid", "spec.instanceType: Required value"), fault: "invalid" },
  ],
  deepinfra: [
    { status: 400, body: { error: "No GPUs available for this deployment" }, fault: "no_capacity" },
    { status: 402, body: { error: "Insufficient balance" }, fault: "no_balance" },
    { status: 401, body: { error: "Invalid API key" }, fault: "auth" },
    {
      status: 422,
      body: { detail: [{ loc: ["body", "gpu"], msg: "field required", type: "missing" }] },
      fault: "invalid",
    },
  ],
  fireworks: [
    { status: 429, body: { code: 8, message: "resource exhausted", details: [] }, fault: "no_capacity" },
    { status: 401, body: { code: 16, message: "Invalid API key", details: [] }, fault: "auth" },
    { status: 400, body: { code: 3, message: "invalid argument", details: [] }, fault: "invalid" },
  ],
  google: [
    { status: 403, body: compute(403, "quotaExceeded"), fault: "quota" },
    { status: 403, body: compute(403, "forbidden"), fault: "auth" },
    { status: 401, body: compute(401, "authError"), fault: "auth" },
    { status: 400, body: compute(400, "invalid"), fault: "invalid" },
  ],
  huggingface: [
    { status: 400, body: { error: "Compute not available" }, fault: "invalid" },
    { status: 401, body: { error: "Unauthorized" }, fault: "auth" },
    { status: 402, body: { error: "Payment required" }, fault: "no_balance" },
  ],
  lambda: [
    { status: 400, body: lambda("instance-operations/launch/insufficient-capacity"), fault: "no_capacity" },
    { status: 400, body: lambda("global/quota-exceeded"), fault: "quota" },
    { status: 401, body: lambda("global/invalid-api-key"), fault: "auth" },
    { status: 403, body: lambda("global/account-inactive"), fault: "auth" },
    { status: 400, body: lambda("global/invalid-parameters"), fault: "invalid" },
    { status: 404, body: lambda("global/object-does-not-exist"), fault: "invalid" },
  ],
  paperspace: [
    {
      status: 422,
      body: { id: "unprocessable_entity", message: "Size is not available in this region." },
      fault: "no_capacity",
    },
    {
      status: 422,
      body: { id: "unprocessable_entity", message: "this will exceed your droplet limit" },
      fault: "quota",
    },
    { status: 401, body: { id: "unauthorized", message: "Unable to authenticate you" }, fault: "auth" },
  ],
  replicate: [
    {
      status: 400,
      body: { status: 400, errors: [{ pointer: "/hardware", detail: "No." }] },
      fault: "no_capacity",
    },
    { status: 402, body: { status: 402, title: "Insufficient credit", detail: "No." }, fault: "no_balance" },
    { status: 401, body: { status: 401, title: "Unauthenticated", detail: "No." }, fault: "auth" },
  ],
  runpod: [
    {
      status: 400,
      body: problem(400, "There are no instances currently available"),
      contentType: "application/problem+json",
      fault: "no_capacity",
    },
    {
      status: 400,
      body: problem(400, "no such image"),
      contentType: "application/problem+json",
      fault: "invalid",
    },
    {
      status: 402,
      body: problem(402, "insufficient balance"),
      contentType: "application/problem+json",
      fault: "no_balance",
    },
    { status: 403, body: problem(403, "your account cannot access the requested pool"), fault: "quota" },
    {
      status: 401,
      body: problem(401, "missing bearer token"),
      contentType: "application/problem+json",
      fault: "auth",
    },
    {
      status: 422,
      body: { ...problem(422, "no"), errors: ["gpu.id"] },
      contentType: "application/problem+json",
      fault: "invalid",
    },
  ],
  "runpod for spot": [
    {
      status: 200,
      body: graphql("There are no longer any instances available with ..."),
      fault: "no_capacity",
    },
    { status: 200, body: graphql("No such GPU", "BAD_USER_INPUT"), fault: "invalid" },
    { status: 400, body: graphql("Unknown argument", "GRAPHQL_VALIDATION_FAILED"), fault: "invalid" },
    { status: 401, body: graphql("Unauthorized", "UNAUTHENTICATED"), fault: "auth" },
  ],
  shadeform: [
    {
      status: 409,
      body: { error_code: "OUT_OF_STOCK", error: "not available in the region" },
      fault: "no_capacity",
    },
    { status: 409, body: { error_code: "INSUFFICIENT_FUNDS", error: "Balance" }, fault: "no_balance" },
    { status: 401, body: { code: "UNAUTHORIZED", message: "Invalid API key" }, fault: "auth" },
  ],
  together: [
    { status: 503, body: together("insufficient_capacity"), fault: "no_capacity", isDespite: true },
    { status: 403, body: together("insufficient_balance"), fault: "no_balance" },
    { status: 403, body: together("invalid_api_key"), fault: "auth" },
    { status: 400, body: together("quota_exceeded"), fault: "quota" },
    { status: 400, body: together("invalid_request"), fault: "invalid" },
  ],
  vastai: [
    {
      status: 410,
      body: { success: false, error: "no_such_ask", msg: "error 410/3907" },
      fault: "no_capacity",
    },
    {
      status: 404,
      body: { success: false, error: "invalid_args", msg: "no_such_ask" },
      fault: "no_capacity",
    },
    { status: 400, body: { success: false, error: "insufficient_credit", msg: "" }, fault: "no_balance" },
    { status: 401, body: { success: false, error: "auth_error", msg: "Invalid user key" }, fault: "auth" },
    { status: 400, body: { success: false, error: "invalid_args", msg: "" }, fault: "invalid" },
  ],
  verda: [
    {
      status: 503,
      body: { code: "service_unavailable", message: "Not enough resources to deploy" },
      fault: "no_capacity",
      isDespite: true,
    },
    { status: 402, body: { code: "insufficient_funds", message: "Not enough funds" }, fault: "no_balance" },
    { status: 401, body: { code: "unauthorized_request", message: "Invalid token" }, fault: "auth" },
    { status: 400, body: { code: "invalid_request", message: "Invalid instance type" }, fault: "invalid" },
  ],
  vultr: [
    { status: 401, body: { error: "Invalid API token.", status: 401 }, fault: "auth" },
    {
      status: 400,
      body: { error: "You have reached the maximum number of active instances", status: 400 },
      fault: "quota",
    },
    { status: 400, body: { error: "Bad request.", status: 400 }, fault: "invalid" },
  ],
};
