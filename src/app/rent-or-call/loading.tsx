import { getTranslator } from "@/components/locale/translator";
import { AnswerSkeleton } from "@/components/rent-or-call/answer-skeleton";

export default async function RentOrCallLoading() {
  return <AnswerSkeleton label={(await getTranslator("rentOrCall"))("loading")} />;
}
