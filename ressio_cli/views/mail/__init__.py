"""The client's e-mail: what it says, how it is written as a message, and how it is read again before it is sent."""
