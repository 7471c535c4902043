enum ExecutionEmpty {}
