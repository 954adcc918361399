import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is repeated by each row": ["BillingCurrency"],
  "says whose price list it is, and without a key it is everybody's": [
    "CustomerEntityId",
    "CustomerEntityType",
  ],
  "has been seen empty in the middle of a list, so pages are counted instead": ["NextPageLink", "Count"],
  "is the same as the retail price": ["Items[].unitPrice"],
  "repeats in words what other fields say": [
    "Items[].location",
    "Items[].serviceName",
    "Items[].serviceFamily",
  ],
  "identifies a meter or product for invoices": [
    "Items[].meterId",
    "Items[].productId",
    "Items[].skuId",
    "Items[].serviceId",
    "Items[].availabilityId",
  ],
  "says which region's meter counts, not where the machine runs": ["Items[].isPrimaryMeterRegion"],
  "is of prices for a commitment of years": [
    "Items[].reservationTerm",
    "Items[].savingsPlan[].unitPrice",
    "Items[].savingsPlan[].retailPrice",
    "Items[].savingsPlan[].term",
  ],
};
