"""Children's: the statutory pathways of children's services, first half, and the typed facts that returns need beside their steps."""
