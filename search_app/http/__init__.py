"""What every answer is made of beside its content: headers, validators, errors, JSON."""
