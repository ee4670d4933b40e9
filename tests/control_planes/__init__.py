"""KServe's and KubeRay's own controllers, run against a real Kubernetes API on loopback."""
