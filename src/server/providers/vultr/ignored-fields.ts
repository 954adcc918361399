import type { IgnoredFields } from "../contract";

export const ignoredFields: IgnoredFields = {
  "is a cap that follows from the hourly price": [
    "cloud.plans[].monthly_cost",
    "cloud.plans[].monthly_cost_preemptible",
    "cloud.plans[].location_cost.*.monthly_cost",
    "cloud.plans[].location_cost.*.monthly_cost_preemptible",
    "metal.plans_metal[].monthly_cost",
    "metal.plans_metal[].monthly_cost_preemptible",
    "metal.plans_metal[].location_cost.*.monthly_cost",
    "metal.plans_metal[].location_cost.*.monthly_cost_preemptible",
  ],
  "says how the invoice counts, which is by the hour for all": [
    "cloud.plans[].invoice_type",
    "metal.plans_metal[].invoice_type",
  ],
  "is included traffic, and offers carry the price of traffic only": [
    "cloud.plans[].bandwidth",
    "metal.plans_metal[].bandwidth",
  ],
  "is a kind of plan or disk, for which offers have no place yet": [
    "cloud.plans[].type",
    "cloud.plans[].disk_type",
    "cloud.plans[].storage_type",
    "metal.plans_metal[].type",
  ],
  "is a detail of the processor; threads are the vCPUs": [
    "cloud.plans[].cpu_vendor",
    "cloud.plans[].vcpu_type",
    "metal.plans_metal[].physical_cpus",
    "metal.plans_metal[].cpu_count",
    "metal.plans_metal[].cpu_cores",
    "metal.plans_metal[].cpu_model",
    "metal.plans_metal[].cpu_manufacturer",
    "metal.plans_metal[].cpu_mhz",
  ],
  "is said by the GPU's type": ["cloud.plans[].gpu_brand"],
  "repeats what the next page's cursor says": [
    "cloud.meta.total",
    "cloud.meta.links.prev",
    "metal.meta.total",
    "metal.meta.links.prev",
  ],
};
