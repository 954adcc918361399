import { restHandler } from "@/server/rest/handle";
import { readModel } from "@/server/rest/models";

export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v2/models/[id]">,
): Promise<Response> {
  const { id } = await params;
  return restHandler((ctx) => readModel(ctx, id))(request);
}
