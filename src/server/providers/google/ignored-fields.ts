import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "identifies an item for invoices": ["skus[].name", "skus[].skuId", "skus[].serviceProviderName"],
  "is the same for all of Compute Engine's parts, or said by the resource group": [
    "skus[].category.serviceDisplayName",
    "skus[].category.resourceFamily",
  ],
  "repeats the price or the unit in words, or in a base unit": [
    "skus[].pricingInfo[].summary",
    "skus[].pricingInfo[].pricingExpression.usageUnitDescription",
    "skus[].pricingInfo[].pricingExpression.baseUnit",
    "skus[].pricingInfo[].pricingExpression.baseUnitDescription",
    "skus[].pricingInfo[].pricingExpression.baseUnitConversionFactor",
    "skus[].pricingInfo[].pricingExpression.displayQuantity",
  ],
  "says over what usage tiers are counted, and a price in tiers is refused": [
    "skus[].pricingInfo[].aggregationInfo.aggregationLevel",
    "skus[].pricingInfo[].aggregationInfo.aggregationInterval",
    "skus[].pricingInfo[].aggregationInfo.aggregationCount",
  ],
  "is 1, because the poll asks for dollars": ["skus[].pricingInfo[].currencyConversionRate"],
  "repeats the service regions": ["skus[].geoTaxonomy.type", "skus[].geoTaxonomy.regions[]"],
};
