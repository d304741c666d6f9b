"""What programs ask, and what they are told: plain values in, plain values out; shared by HTTP and by assistants."""
