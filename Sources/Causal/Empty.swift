enum CausalEmpty {}
