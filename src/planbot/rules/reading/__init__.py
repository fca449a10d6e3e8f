"""What rules read with: words, amounts, objectives, the likeness of plans, and symptoms weighed against disorders."""
